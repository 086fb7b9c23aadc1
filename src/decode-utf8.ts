/**
 * The text that bytes are in UTF-8; undefined if they are no text. In a sample, which ends anywhere, the last
 * character may be incomplete. A byte order mark is removed.
 */
export function decodeUtf8(bytes: Uint8Array, isSample = false): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isSample });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
