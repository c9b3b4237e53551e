import { guarded } from '../core/not-emulated';
import { parseXml, type XmlElement } from './parse';

// XmlService, as far as a script reads answers with it: elements, texts and attributes of documents without namespaces.

/** Objects that a script has been given: an element is the same one each time it is asked for. */
const OBJECTS = new WeakMap<XmlElement, object>();

const isElement = (content: string | XmlElement): content is XmlElement => typeof content !== 'string';

function elementOf(element: XmlElement): object {
  const known = OBJECTS.get(element);
  if (known !== undefined) return known;
  const children = (name?: string) =>
    element.content.filter(isElement).filter((child) => name === undefined || child.name === name);
  const child = (name: string) => children(name)[0] ?? null;
  const attribute = (name: string) => element.attributes.find(([known]) => known === name);
  const object = guarded('Element', {
    getName: () => element.name,
    getQualifiedName: () => element.name,
    getText: () => ownText(element),
    getValue: () => allText(element),
    getChild: (name: string, ...more: unknown[]) => orNull(withoutNamespace(child(name), more), elementOf),
    getChildText: (name: string, ...more: unknown[]) => orNull(withoutNamespace(child(name), more), ownText),
    getChildren: (name?: string, ...more: unknown[]) => withoutNamespace(children(name), more).map(elementOf),
    getAttribute: (name: string, ...more: unknown[]) =>
      orNull(withoutNamespace(attribute(name) ?? null, more), attributeOf),
    getAttributes: () => element.attributes.map(attributeOf),
    getParentElement: () => orNull(element.parent, elementOf),
    isRootElement: () => element.parent === null,
  });
  OBJECTS.set(element, object);
  return object;
}

function attributeOf([name, value]: [string, string]): object {
  return guarded('Attribute', { getName: () => name, getValue: () => value });
}

const orNull = <T, R>(value: T | null, make: (value: T) => R): R | null => (value === null ? null : make(value));

function withoutNamespace<T>(value: T, more: readonly unknown[]): T {
  if (more.length > 0) throw new Error('not emulated: XmlService with namespaces');
  return value;
}

/** Texts and CDATA that stand in the element itself. */
const ownText = (element: XmlElement): string => element.content.filter((one) => typeof one === 'string').join('');

const allText = (element: XmlElement): string =>
  element.content.map((one) => (isElement(one) ? allText(one) : one)).join('');

export const XmlService = {
  parse: (xml: unknown) => {
    const root = parseXml(String(xml));
    return guarded('Document', { getRootElement: () => elementOf(root), hasRootElement: () => true });
  },
};
