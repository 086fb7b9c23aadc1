import { UriTemplate } from '@modelcontextprotocol/server';

type Values = Readonly<Record<string, string>>;

/** URIs of one form, such as `civis://{resource}/{id}`: parsed and expanded. */
export interface ResourceAddress {
  readonly template: string;
  /** The values in a URI of this form; undefined for any other URI. */
  parse(uri: string): Values | undefined;
  /** The URI with these values. */
  expand(values: Values): string;
}

export function createResourceAddress(template: string): ResourceAddress {
  const uriTemplate = new UriTemplate(template);
  return {
    template,
    parse(uri) {
      const matched = uriTemplate.match(uri);
      return matched === null ? undefined : decodeValues(Object.entries(matched));
    },
    expand: (values) => uriTemplate.expand({ ...values }),
  };
}

/** The SDK leaves values as they are encoded, and lets a query or a fragment through as a part of them. */
function decodeValues(encoded: readonly (readonly [string, string | string[]])[]): Values | undefined {
  if (encoded.some(([, value]) => typeof value !== 'string' || /[?#]/.test(value))) return undefined;
  try {
    return Object.fromEntries(encoded.map(([name, value]) => [name, decodeURIComponent(String(value))]));
  } catch {
    // A percent sign that starts no valid escape sequence: not a valid URI.
    return undefined;
  }
}
