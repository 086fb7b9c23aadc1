import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import type { SeededRandom } from '../state/seeded-random.ts';

export type Metadata = Readonly<Record<string, unknown>>;
export type Permission = 'read' | 'write' | 'admin';

/** An uploaded image. */
export interface StoredImage {
  readonly identifier: number;
  readonly name: string;
  readonly type: string;
  /** Its bytes, in base64. */
  readonly blob: string;
}

/** One record of the catalogue. Moments are in microseconds since 1970, as the platform shows them. */
export interface Asset {
  readonly identifier: string;
  readonly kind: KindName;
  /** Every attribute of the kind: null or an empty list where nothing was given. */
  metadata: Metadata;
  editors: readonly string[];
  status: 'draft' | 'submitted' | 'published';
  readonly created: number;
  modified: number;
  deleted: number | null;
  images: readonly StoredImage[];
  /** By user; who registers an asset gets `admin`. */
  readonly permissions: Map<string, Permission>;
}

export interface Submission {
  readonly identifier: number;
  readonly user: string;
  readonly requested: number;
  readonly comment: string;
  readonly assets: readonly string[];
}

export interface Review {
  readonly identifier: number;
  readonly submission: number;
  readonly decision: string;
  readonly comment: string;
  readonly decided: number;
}

export interface Bookmark {
  readonly user: string;
  readonly asset: string;
  readonly created: number;
}

/** All that changes, as plain data. */
export interface AiodState {
  readonly assets: Map<string, Asset>;
  readonly submissions: Submission[];
  readonly reviews: Review[];
  bookmarks: readonly Bookmark[];
  /** Names of the platforms that records come from, by identifier. */
  readonly platforms: Map<number, string>;
  /** How often published assets were read. */
  readonly hits: Map<string, number>;
  /** The last identifiers given out. */
  lastImage: number;
  lastPlatform: number;
}

/** Platforms that the catalogue's paths know; ones that are added later are not recognized there. */
export const RECOGNIZED_PLATFORMS = [
  'ai4europe_cms',
  'ai4experiments',
  'aibuilder',
  'aiod',
  'bonsapps',
  'example',
  'huggingface',
  'openml',
  'robotics4eu',
  'stairwai',
  'zenodo',
] as const;

const IDENTIFIER_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The embedded catalogue: its state, its clock and its identifiers. */
export class AiodPlatform {
  state: AiodState = {
    assets: new Map(),
    submissions: [],
    reviews: [],
    bookmarks: [],
    platforms: new Map(RECOGNIZED_PLATFORMS.map((name, position) => [position + 1, name])),
    hits: new Map(),
    lastImage: 0,
    lastPlatform: RECOGNIZED_PLATFORMS.length,
  };
  #lastMoment = 0;

  constructor(
    readonly random: SeededRandom,
    readonly now: () => number,
    /** The server's address, which is not known before it listens. */
    readonly origin: () => string,
  ) {}

  /** The same catalogue at another time. */
  at(moment: number): AiodPlatform {
    const other = new AiodPlatform(this.random, () => moment, this.origin);
    other.state = this.state;
    return other;
  }

  /** The current moment in microseconds; never the same twice, so that lists have one order. */
  moment(): number {
    this.#lastMoment = Math.max(this.now() * 1000, this.#lastMoment + 1);
    return this.#lastMoment;
  }

  newIdentifier(prefix: string): string {
    return `${prefix}_${this.random.string(24, IDENTIFIER_LETTERS)}`;
  }

  /** The asset of that identifier, unless it was deleted. */
  activeAsset(identifier: string): Asset | undefined {
    const asset = this.state.assets.get(identifier);
    return asset?.deleted === null ? asset : undefined;
  }

  /** Assets that are not deleted. */
  activeAssets(): Asset[] {
    return [...this.state.assets.values()].filter(({ deleted }) => deleted === null);
  }
}

/** A moment as the platform writes it: in UTC, without a zone. */
export function formatMoment(microseconds: number): string {
  const whole = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, -1);
  return `${whole}${String(microseconds % 1000).padStart(3, '0')}`;
}
