/** Addresses of one form, such as `civis://{resource}/{id}`: read apart and put together. */
export interface Address {
  readonly template: string;
  /** The values in an address of this form; undefined for any other. */
  parse(uri: string): Readonly<Record<string, string>> | undefined;
  /** The address with these values. */
  expand(values: Readonly<Record<string, string>>): string;
}

const PLACE = /\{(\w+)\}/g;

export function addressOf(template: string): Address {
  const form = new RegExp(`^${template.replaceAll(PLACE, '(?<$1>[^/?#]+)')}$`);
  return {
    template,
    parse(uri) {
      const found = form.exec(uri);
      return found === null ? undefined : decodeEach(found.groups ?? {});
    },
    expand: (values) =>
      template.replaceAll(PLACE, (_, name: string) => encodeURIComponent(values[name] ?? '')),
  };
}

function decodeEach(encoded: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    const entries = Object.entries(encoded);
    return Object.fromEntries(entries.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    // A lone % is no address.
    return undefined;
  }
}
