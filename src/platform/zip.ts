import type { Zip } from '../store/archive';

/** Utilities.ungzip takes only what says that it is gzip [apps-script/reference/utilities, ungzip]. */
const GZIP = 'application/x-gzip';

export const utilitiesZip: Zip = {
  zip: (text) => Utilities.gzip(Utilities.newBlob(text)).getBytes(),
  unzip: (bytes) => Utilities.ungzip(Utilities.newBlob(bytes, GZIP)).getDataAsString(),
};
