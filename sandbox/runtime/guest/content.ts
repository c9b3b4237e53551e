import { guarded } from './core/not-emulated';
import { RESULT } from './core/result';

const MIME_TYPES = {
  ATOM: 'application/atom+xml',
  CSV: 'text/csv',
  ICAL: 'text/calendar',
  JAVASCRIPT: 'application/javascript',
  JSON: 'application/json',
  RSS: 'application/rss+xml',
  TEXT: 'text/plain',
  VCARD: 'text/vcard',
  XML: 'text/xml',
};

function textOutput(initial: unknown) {
  let content = String(initial);
  let mimeType: string = MIME_TYPES.TEXT;
  let fileName: string | null = null;
  const self: object = guarded('TextOutput', {
    getContent: () => content,
    setContent: (text: string) => ((content = text), self),
    append: (text: string) => ((content += text), self),
    clear: () => ((content = ''), self),
    getMimeType: () => mimeType,
    setMimeType: (type: string) => ((mimeType = type), self),
    downloadAsFile: (name: string) => ((fileName = name), self),
    getFileName: () => fileName,
    [RESULT]: () => ({ type: 'text', content, mimeType, fileName }),
  });
  return self;
}

export const ContentService = {
  MimeType: MIME_TYPES,
  createTextOutput: (text: unknown = '') => textOutput(text),
};
