import type { Crypto } from '../rooms/tools/crypto';

/** Utilities' digests; bytes are signed there [apps-script/reference/utilities]. */
export const utilitiesCrypto: Crypto = {
  sha256Hex: (text) => digest(text).map(hexOf).join(''),
  sha256Base64Url: (text) => unpadded(Utilities.base64EncodeWebSafe(digest(text))),
  hmacSha256Base64Url: (text, key) =>
    unpadded(Utilities.base64EncodeWebSafe(Utilities.computeHmacSha256Signature(text, key, Utilities.Charset.UTF_8))),
  base64: (text) => Utilities.base64Encode(text, Utilities.Charset.UTF_8),
  base64Url: (text) => unpadded(Utilities.base64EncodeWebSafe(text, Utilities.Charset.UTF_8)),
};

function digest(text: string): number[] {
  return Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8);
}

function hexOf(byte: number): string {
  return (byte & 255).toString(16).padStart(2, '0');
}

function unpadded(text: string): string {
  return text.replace(/=+$/, '');
}
