// What the servers of a comparison are called in the report.
export const OURS = 'ours';
/** The SDK's own ways to write a server. */
export const BARE_ZOD = 'bare SDK server, zod schemas';
export const BARE_JSON = 'bare SDK server, list from JSON';
export const BARE_HTTP = 'bare createMcpHandler';
export const BARE_PARTS = 'bare SDK echo + bare undici request';

export const isBare = (name) => name.startsWith('bare ');
