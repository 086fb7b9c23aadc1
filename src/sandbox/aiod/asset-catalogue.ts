import type * as z from 'zod';
import { toText, withoutNulls } from '../../json.ts';
import type { SeededRandom } from '../state/seeded-random.ts';
import { AiodError, type ValidationIssue } from './aiod-error.ts';

/** One distribution of an asset's data. */
export interface Distribution {
  readonly type: string;
  readonly bytes: Buffer;
}

/** One asset: its registered metadata, and the catalogue's own data. */
export interface Asset {
  readonly identifier: string;
  metadata: Readonly<Record<string, unknown>>;
  editors: readonly number[];
  created: number;
  modified: number;
  deleted: boolean;
  readonly contents: readonly Distribution[];
}

/** A kind of asset. */
export interface AssetKind {
  /** Path segment: `contacts`. */
  readonly name: string;
  readonly noun: string;
  /** Prefix of its identifiers. */
  readonly prefix: string;
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Checks constraints across attributes; returns the error message, if any. */
  readonly crossFieldError: (metadata: Readonly<Record<string, unknown>>) => string | null;
  /** Attributes with personal data, which are masked for readers without the right to see them. */
  readonly maskedFields: readonly string[];
}

const MASK = '******';
/** The platform whose personal data is hidden even from readers with a token. */
const GUARDED_PLATFORM = 'ai4europe_cms';
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface AssetCatalogueOptions {
  readonly kind: AssetKind;
  readonly platforms: ReadonlySet<string>;
  readonly random: SeededRandom;
  readonly now: () => number;
}

/** The assets of one kind, in the order of their registration. */
export class AssetCatalogue {
  #assets = new Map<string, Asset>();
  readonly #options: AssetCatalogueOptions;

  constructor(options: AssetCatalogueOptions) {
    this.#options = options;
  }

  snapshot(): readonly Asset[] {
    return [...this.#assets.values()];
  }

  restore(assets: readonly Asset[]): void {
    this.#assets = new Map(assets.map((asset) => [asset.identifier, asset]));
  }

  /** Adds an asset without validation. */
  add(
    metadata: Asset['metadata'],
    extra: Partial<Pick<Asset, 'created' | 'editors' | 'contents'>> = {},
  ): Asset {
    const { kind, random, now } = this.#options;
    const created = extra.created ?? now();
    const asset: Asset = {
      identifier: `${kind.prefix}_${random.string(24, LETTERS)}`,
      metadata,
      editors: extra.editors ?? [1],
      created,
      modified: created,
      deleted: false,
      contents: extra.contents ?? [],
    };
    this.#assets.set(asset.identifier, asset);
    return asset;
  }

  /** Assets that are not deleted, of one platform or of all. */
  list(platform?: string): Asset[] {
    if (platform !== undefined && !this.#options.platforms.has(platform)) {
      throw new AiodError(400, `The platform '${platform}' is not registered.`);
    }
    const assets = [...this.#assets.values()].filter(({ deleted }) => !deleted);
    return platform === undefined
      ? assets
      : assets.filter(({ metadata }) => metadata['platform'] === platform);
  }

  get(identifier: string): Asset {
    const asset = this.#assets.get(identifier);
    if (asset === undefined || asset.deleted) throw this.#notFound(`'${identifier}'`);
    return asset;
  }

  getFromPlatform(platform: string, identifier: string): Asset {
    const found = this.list(platform).find(
      ({ metadata }) => metadata['platform_resource_identifier'] === identifier,
    );
    if (found === undefined) throw this.#notFound(`'${identifier}' of '${platform}'`);
    return found;
  }

  register(body: unknown): Asset {
    const metadata = this.#validate(body);
    this.#rejectDuplicate(metadata);
    return this.add(metadata);
  }

  /** Replaces an asset's metadata; attributes that are left out are reset. */
  replace(identifier: string, body: unknown): void {
    const asset = this.get(identifier);
    const metadata = this.#validate(body);
    this.#rejectDuplicate(metadata, asset);
    asset.metadata = metadata;
    asset.modified = this.#options.now();
  }

  /** Deleted assets stay stored, but are not found any more. */
  delete(identifier: string): void {
    this.get(identifier).deleted = true;
  }

  distribution(identifier: string, index: number): Distribution {
    const distribution = this.get(identifier).contents[index];
    if (distribution === undefined)
      throw new AiodError(404, `Distribution ${index} of '${identifier}' not found.`);
    return distribution;
  }

  /** An asset as a reader sees it: without empty attributes, personal data masked. */
  serialize(
    { identifier, metadata, editors, created, modified }: Asset,
    hasToken: boolean,
  ): Record<string, unknown> {
    const masksPersonalData = !hasToken || metadata['platform'] === GUARDED_PLATFORM;
    const { aiod_entry: _, ...attributes } = metadata;
    const visible = Object.entries(attributes).map(([name, value]) => [
      name,
      masksPersonalData && this.#options.kind.maskedFields.includes(name) ? maskValue(value) : value,
    ]);
    return {
      ...(withoutNulls(Object.fromEntries(visible)) as Record<string, unknown>),
      aiod_entry: {
        editor: editors,
        status: entryStatus(metadata),
        date_modified: formatUtc(modified),
        date_created: formatUtc(created),
      },
      identifier,
    };
  }

  #notFound(what: string): AiodError {
    const { noun } = this.#options.kind;
    return new AiodError(
      404,
      `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${what} not found in the catalogue.`,
    );
  }

  #validate(body: unknown): Asset['metadata'] {
    const { kind, platforms } = this.#options;
    const parsed = kind.schema.safeParse(body);
    if (!parsed.success) throw new AiodError(422, parsed.error.issues.map(toValidationIssue));
    const metadata = parsed.data;
    const platform = platformOf(metadata);
    if ((platform === null) !== ((metadata['platform_resource_identifier'] ?? null) === null)) {
      throw new AiodError(400, 'platform and platform_resource_identifier must be given together.');
    }
    const broken = kind.crossFieldError(metadata);
    if (broken !== null) throw new AiodError(400, broken);
    if (platform !== null && !platforms.has(platform)) {
      throw new AiodError(412, `The platform '${platform}' does not exist. It must be registered first.`);
    }
    return metadata;
  }

  #rejectDuplicate(metadata: Asset['metadata'], self?: Asset): void {
    const { platform_resource_identifier: identifier } = metadata;
    const platform = platformOf(metadata);
    if (platform === null) return;
    const duplicate = this.list(platform).find(
      (asset) => asset !== self && asset.metadata['platform_resource_identifier'] === identifier,
    );
    if (duplicate !== undefined) {
      throw new AiodError(
        409,
        `'${toText(identifier)}' of the platform '${platform}' is already registered as '${duplicate.identifier}'.`,
      );
    }
  }
}

/** The platform that an asset comes from; null for the catalogue's own. */
function platformOf({ platform }: Asset['metadata']): string | null {
  return typeof platform === 'string' ? platform : null;
}

function toValidationIssue(issue: z.core.$ZodIssue): ValidationIssue {
  return { type: issue.code, loc: ['body', ...issue.path.map(String)], msg: issue.message };
}

function maskValue(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? [MASK] : value;
}

function entryStatus({ aiod_entry: entry }: Asset['metadata']): string {
  return typeof entry === 'object' && entry !== null && 'status' in entry ? toText(entry.status) : 'draft';
}

/** The catalogue writes times in UTC, without a zone. */
function formatUtc(moment: number): string {
  return new Date(moment).toISOString().replace(/(\.000)?Z$/, '');
}
