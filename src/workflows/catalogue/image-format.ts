/** The image formats that AI-on-Demand takes, by the bytes that their files begin with. */
const FORMATS: readonly { readonly contentType: string; readonly begins: (file: Buffer) => boolean }[] = [
  { contentType: 'image/jpeg', begins: (file) => hasBytes(file, 0, [0xff, 0xd8, 0xff]) },
  {
    contentType: 'image/png',
    begins: (file) => hasBytes(file, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { contentType: 'image/gif', begins: (file) => hasText(file, 0, 'GIF87a') || hasText(file, 0, 'GIF89a') },
  { contentType: 'image/webp', begins: (file) => hasText(file, 0, 'RIFF') && hasText(file, 8, 'WEBP') },
  { contentType: 'image/bmp', begins: (file) => hasText(file, 0, 'BM') },
];

/** The MIME type of an image, by its content: a name may say anything. Undefined for any other file. */
export function imageContentType(file: Buffer): string | undefined {
  return FORMATS.find(({ begins }) => begins(file))?.contentType;
}

function hasBytes(file: Buffer, start: number, bytes: readonly number[]): boolean {
  return file.subarray(start, start + bytes.length).equals(Buffer.from(bytes));
}

function hasText(file: Buffer, start: number, text: string): boolean {
  return file.toString('latin1', start, start + text.length) === text;
}
