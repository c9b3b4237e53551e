import { exception } from '../core/exception';

/** An element as it was read. */
export interface XmlElement {
  name: string;
  attributes: [name: string, value: string][];
  /** Texts and CDATA, entities resolved, and elements; comments and instructions are left out. */
  content: (string | XmlElement)[];
  parent: XmlElement | null;
}

const NAME = String.raw`[A-Za-z_][\w.\-]*`;
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+[^<>"']+?\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`);
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(#x?[\dA-Fa-f]+|\w+)?(;?)/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The root element of a document, without namespaces. Throws where the text is not well-formed; the sentences are those
 * of the parser behind XmlService, as they stand in public error reports.
 */
export function parseXml(xml: string): XmlElement {
  return new Reader(xml).read();
}

class Reader {
  private at = 0;
  private root: XmlElement | null = null;
  private open: XmlElement | null = null;

  constructor(private readonly xml: string) {}

  read(): XmlElement {
    while (this.at < this.xml.length) this.step(this.xml.slice(this.at));
    if (this.open !== null) return this.fail(UNFINISHED);
    return this.root ?? this.fail('Premature end of file.');
  }

  private step(rest: string): void {
    if (!rest.startsWith('<')) {
      const [text = ''] = rest.split('<', 1);
      this.addText(resolved(text, this.fail));
      this.at += text.length;
    } else if (rest.startsWith('<!--')) this.skipTo('-->');
    else if (rest.startsWith('<![CDATA[') && this.open !== null) {
      this.addText(this.skipTo(']]>').slice('<![CDATA['.length));
    } else if (rest.startsWith('<?')) this.skipTo('?>');
    else if (/^<!DOCTYPE\s[^[>]*>/.test(rest)) this.skipTo('>');
    else {
      const tag = TAG.exec(rest);
      if (tag === null) return this.fail(brokenMarkup(rest, this.root === null));
      const [whole, slash, name = '', attributes = '', empty] = tag;
      if (slash === '/') this.endElement(name);
      else this.startElement(name, attributes, empty === '/');
      this.at += whole.length;
    }
  }

  /** Returns the text before the next such mark and moves on behind it. */
  private skipTo(mark: string): string {
    const found = this.xml.indexOf(mark, this.at);
    if (found < 0) return this.fail(UNFINISHED);
    const inner = this.xml.slice(this.at, found);
    this.at = found + mark.length;
    return inner;
  }

  private addText(text: string): void {
    if (this.open !== null) this.open.content.push(text);
    else if (text.trim() !== '') {
      this.fail(`Content is not allowed in ${this.root === null ? 'prolog' : 'trailing section'}.`);
    }
  }

  private startElement(name: string, rest: string, isEmpty: boolean): void {
    if (this.open === null && this.root !== null) this.fail(SECOND_ROOT);
    const attributes = attributesOf(name, rest, this.fail);
    const element: XmlElement = { name, attributes, content: [], parent: this.open };
    this.open?.content.push(element);
    this.root ??= element;
    if (!isEmpty) this.open = element;
  }

  private endElement(name: string): void {
    if (this.open === null) return this.fail(SECOND_ROOT);
    const { name: opened, parent } = this.open;
    if (opened !== name) {
      this.fail(`The element type "${opened}" must be terminated by the matching end-tag "</${opened}>".`);
    }
    this.open = parent;
  }

  private readonly fail = (message: string): never => {
    const line = this.xml.slice(0, this.at).split('\n').length;
    throw exception(`Error on line ${line}: ${message}`);
  };
}

const UNFINISHED = 'XML document structures must start and end within the same entity.';
const SECOND_ROOT = 'The markup in the document following the root element must be well-formed.';

function brokenMarkup(rest: string, isProlog: boolean): string {
  if (/^<\/?[A-Za-z_][\w.-]*:/.test(rest)) throw new Error('not emulated: XmlService with namespaces');
  if (isProlog && !/^<[A-Za-z_]/.test(rest)) {
    return 'The markup in the document preceding the root element must be well-formed.';
  }
  return 'The content of elements must consist of well-formed character data or markup.';
}

function attributesOf(element: string, text: string, fail: (message: string) => never): [string, string][] {
  const all: [string, string][] = [];
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (name.includes(':') || name === 'xmlns') throw new Error('not emulated: XmlService with namespaces');
    if (all.some(([known]) => known === name)) {
      fail(`Attribute "${name}" was already specified for element "${element}".`);
    }
    all.push([name, resolved(double ?? single ?? '', fail)]);
  }
  return all;
}

function resolved(text: string, fail: (message: string) => never): string {
  return text.replace(/\r\n?/g, '\n').replace(ENTITY, (_, name: string | undefined, end: string) => {
    if (name === undefined) return fail("The entity name must immediately follow the '&' in the entity reference.");
    if (end === '') return fail(`The reference to entity "${name}" must end with the ';' delimiter.`);
    if (name.startsWith('#x')) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(parseInt(name.slice(1), 10));
    return ENTITIES[name] ?? fail(`The entity "${name}" was referenced, but not declared.`);
  });
}
