import type * as z from 'zod';
import { isObject } from '../../tools/wire.ts';
import type { SeededRandom } from '../state/seeded-random.ts';
import { AiodError, type ValidationIssue } from './aiod-error.ts';

/** One distribution of an asset's data. */
export interface Distribution {
  readonly type: string;
  readonly bytes: Buffer;
}

/** One asset: its metadata as it was given, and what the catalogue knows of it. */
export interface Asset {
  readonly identifier: string;
  metadata: Readonly<Record<string, unknown>>;
  editors: readonly number[];
  created: number;
  modified: number;
  deleted: boolean;
  readonly contents: readonly Distribution[];
}

/** What is particular to a kind of asset. */
export interface AssetKind {
  /** Path segment: `contacts`. */
  readonly name: string;
  readonly noun: string;
  /** What its identifiers begin with. */
  readonly prefix: string;
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Rules across attributes; a sentence when one is broken. */
  readonly crossFieldError: (metadata: Readonly<Record<string, unknown>>) => string | null;
  /** Attributes that hide personal data from readers without the right to see it. */
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
  readonly #parts: AssetCatalogueOptions;

  constructor(parts: AssetCatalogueOptions) {
    this.#parts = parts;
  }

  snapshot(): readonly Asset[] {
    return [...this.#assets.values()];
  }

  restore(assets: readonly Asset[]): void {
    this.#assets = new Map(assets.map((asset) => [asset.identifier, asset]));
  }

  /** Adds an asset without the checks that a registration goes through. */
  add(
    metadata: Asset['metadata'],
    extra: Partial<Pick<Asset, 'created' | 'editors' | 'contents'>> = {},
  ): Asset {
    const { kind, random, now } = this.#parts;
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
    if (platform !== undefined && !this.#parts.platforms.has(platform)) {
      throw new AiodError(400, `The platform '${platform}' is not known here.`);
    }
    const there = [...this.#assets.values()].filter(({ deleted }) => !deleted);
    return platform === undefined ? there : there.filter(({ metadata }) => metadata['platform'] === platform);
  }

  get(identifier: string): Asset {
    const asset = this.#assets.get(identifier);
    if (asset === undefined || asset.deleted) throw this.#missing(`'${identifier}'`);
    return asset;
  }

  getFromPlatform(platform: string, identifier: string): Asset {
    const found = this.list(platform).find(
      ({ metadata }) => metadata['platform_resource_identifier'] === identifier,
    );
    if (found === undefined) throw this.#missing(`'${identifier}' of '${platform}'`);
    return found;
  }

  register(body: unknown): Asset {
    const metadata = this.#validated(body);
    this.#refuseDouble(metadata);
    return this.add(metadata);
  }

  /** Puts other metadata in the place of an asset's; what is left out is reset. */
  replace(identifier: string, body: unknown): void {
    const asset = this.get(identifier);
    const metadata = this.#validated(body);
    this.#refuseDouble(metadata, asset);
    asset.metadata = metadata;
    asset.modified = this.#parts.now();
  }

  /** Deleted assets stay stored; only nobody finds them any more. */
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
    const hidden = !hasToken || metadata['platform'] === GUARDED_PLATFORM;
    const { aiod_entry: _, ...attributes } = metadata;
    const seen = Object.entries(attributes).map(([name, value]) => [
      name,
      hidden && this.#parts.kind.maskedFields.includes(name) ? maskValue(value) : value,
    ]);
    return {
      ...(withoutNulls(Object.fromEntries(seen)) as Record<string, unknown>),
      aiod_entry: {
        editor: editors,
        status: entryStatus(metadata),
        date_modified: formatUtc(modified),
        date_created: formatUtc(created),
      },
      identifier,
    };
  }

  #missing(what: string): AiodError {
    const { noun } = this.#parts.kind;
    return new AiodError(
      404,
      `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${what} not found in the catalogue.`,
    );
  }

  #validated(body: unknown): Asset['metadata'] {
    const { kind, platforms } = this.#parts;
    const parsed = kind.schema.safeParse(body);
    if (!parsed.success) throw new AiodError(422, parsed.error.issues.map(toValidationIssue));
    const metadata = parsed.data;
    const platform = metadata['platform'] ?? null;
    if ((platform === null) !== ((metadata['platform_resource_identifier'] ?? null) === null)) {
      throw new AiodError(400, 'Give platform and platform_resource_identifier together, or neither.');
    }
    const broken = kind.crossFieldError(metadata);
    if (broken !== null) throw new AiodError(400, broken);
    if (platform !== null && !platforms.has(String(platform))) {
      throw new AiodError(412, `The platform '${platform}' does not exist; it has to be registered first.`);
    }
    return metadata;
  }

  #refuseDouble(metadata: Asset['metadata'], self?: Asset): void {
    const { platform, platform_resource_identifier: identifier } = metadata;
    if (platform === undefined || platform === null) return;
    const double = this.list(String(platform)).find(
      (asset) => asset !== self && asset.metadata['platform_resource_identifier'] === identifier,
    );
    if (double !== undefined) {
      throw new AiodError(
        409,
        `'${identifier}' of the platform '${platform}' is registered already, as '${double.identifier}'.`,
      );
    }
  }
}

function toValidationIssue(issue: z.core.$ZodIssue): ValidationIssue {
  return { type: issue.code, loc: ['body', ...issue.path.map(String)], msg: issue.message };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const stated = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(stated.map(([name, inner]) => [name, withoutNulls(inner)]));
}

function maskValue(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? [MASK] : value;
}

function entryStatus({ aiod_entry: entry }: Asset['metadata']): string {
  return typeof entry === 'object' && entry !== null && 'status' in entry ? String(entry.status) : 'draft';
}

/** The catalogue writes times in UTC, without a zone. */
function formatUtc(moment: number): string {
  return new Date(moment).toISOString().replace(/(\.000)?Z$/, '');
}
