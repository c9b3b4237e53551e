/** What the platform can compute; texts are UTF-8. */
export interface Crypto {
  sha256Hex(text: string): string;
  sha256Base64Url(text: string): string;
  hmacSha256Base64Url(text: string, key: string): string;
  base64(text: string): string;
  base64Url(text: string): string;
}
