import { Blob } from '../utilities/blob';
import { exception } from '../core/exception';
import { guarded } from '../core/not-emulated';
import { RESULT } from '../core/result';
import { escapeIn } from './escape';

/** Meta tags that a page may have (https://developers.google.com/apps-script/reference/html/html-output). */
const META_TAGS = ['apple-mobile-web-app-capable', 'google-site-verification', 'mobile-web-app-capable', 'viewport'];

interface MetaTag {
  name: string;
  content: string;
}

/** What a script says of an HtmlOutput, and what the templates of this folder do with it. */
export interface HtmlOutput {
  append(html: string): HtmlOutput;
  appendUntrusted(value: unknown): HtmlOutput;
  getContent(): string;
}

/** A new HtmlOutput. */
export function htmlOutput(initial: string, asTemplate: (html: string) => object): HtmlOutput {
  let content = initial;
  let title = '';
  let faviconUrl: string | null = null;
  let xFrameOptions = 'DEFAULT';
  let size: { width: number | null; height: number | null } = { width: null, height: null };
  const metaTags: MetaTag[] = [];
  const blob = () => Blob(content, 'text/html', title === '' ? null : title);
  const self = {
    append: (html: string) => ((content += html), output),
    appendUntrusted: (value: unknown) => ((content += escapeIn(content, value)), output),
    asTemplate: () => asTemplate(content),
    clear: () => ((content = ''), output),
    getContent: () => content,
    setContent: (html: string) => ((content = html), output),
    getBlob: blob,
    getAs: (type: string) => blob().getAs(type),
    getTitle: () => title,
    setTitle: (text: string) => ((title = text), output),
    getFaviconUrl: () => faviconUrl,
    setFaviconUrl: (url: string) => ((faviconUrl = url), output),
    getMetaTags: () => metaTags.map(({ name, content: text }) => ({ getName: () => name, getContent: () => text })),
    addMetaTag: (name: string, text: string) => {
      if (!META_TAGS.includes(name))
        throw exception(`The meta tag you specified is not allowed in this context: ${name}`);
      metaTags.push({ name, content: text });
      return output;
    },
    setXFrameOptionsMode: (mode: string) => ((xFrameOptions = mode), output),
    // Only one mode is left, and nothing changes by it.
    setSandboxMode: () => output,
    getWidth: () => size.width,
    setWidth: (width: number) => ((size = { ...size, width }), output),
    getHeight: () => size.height,
    setHeight: (height: number) => ((size = { ...size, height }), output),
    [RESULT]: () => ({ type: 'html', content, title, faviconUrl, metaTags, xFrameOptions }),
  };
  const output: HtmlOutput = guarded('HtmlOutput', self);
  return output;
}
