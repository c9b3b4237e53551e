import { base64, decodeText, encodeText, type Bytes } from './bytes';
import { exception } from '../core/exception';
import { guarded } from '../core/not-emulated';

/** A blob as it leaves the script. */
export interface BlobJson {
  base64: string;
  mimeType: string;
  name: string;
}

/** Types that Utilities.newBlob and setContentTypeFromExtension know by the end of a name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  css: 'text/css',
  csv: 'text/csv',
  gif: 'image/gif',
  gz: 'application/x-gzip',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xml: 'text/xml',
  zip: 'application/zip',
};

const MADE = new WeakMap<object, () => BlobJson>();

/** A Blob of Apps Script. */
export function Blob(data: string | Bytes, type: string | null, title: string | null) {
  let bytes = typeof data === 'string' ? encodeText(data) : data;
  let contentType = type;
  let name = title;
  const self = guarded('Blob', {
    getBytes: () => bytes,
    getDataAsString: (charset?: string) => decodeText(bytes, charset),
    getContentType: () => contentType,
    getName: () => name,
    setBytes: (next: Bytes): object => ((bytes = next), self),
    setDataFromString: (text: string, charset?: string): object => ((bytes = encodeText(text, charset)), self),
    setContentType: (next: string | null): object => ((contentType = next), self),
    setContentTypeFromExtension: (): object => (
      (contentType = EXTENSIONS[(name ?? '').split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream'),
      self
    ),
    setName: (next: string): object => ((name = next), self),
    copyBlob: (): object => Blob([...bytes], contentType, name),
    getBlob: (): object => self,
    getAllBlobs: (): object[] => [self],
    getAs: (next: string): object => {
      // Converting between types is Google's own machinery.
      if (next !== contentType) throw new Error(`not emulated: Blob.getAs(${next})`);
      return Blob([...bytes], contentType, name);
    },
    isGoogleType: () => false,
  });
  MADE.set(self, () => ({
    base64: base64(bytes),
    mimeType: contentType ?? 'application/octet-stream',
    name: name ?? 'file',
  }));
  return self;
}

/** Whether a value is a Blob, or can give one. */
export function isBlobSource(value: unknown): value is { getBlob(): object } {
  return typeof value === 'object' && value !== null && (MADE.has(value) || hasBlob(value));
}

function hasBlob(value: object): boolean {
  // A service object that cannot give a blob says so by throwing.
  return Object.prototype.hasOwnProperty.call(value, 'getBlob');
}

/** A blob as JSON. */
export function blobJson(value: unknown): BlobJson {
  const blob = isBlobSource(value) ? (MADE.has(value) ? value : value.getBlob()) : null;
  const json = blob === null ? undefined : MADE.get(blob);
  if (json === undefined) throw exception('Invalid argument: blob');
  return json();
}

/** The bytes of a blob, for services that compute with them. */
export function blobBytes(value: unknown): { bytes: Bytes; name: string; mimeType: string } {
  const source: unknown = isBlobSource(value) && !MADE.has(value) ? value.getBlob() : value;
  const { name, mimeType } = blobJson(source);
  const bytes = (source as { getBytes(): Bytes }).getBytes();
  return { bytes, name, mimeType };
}
