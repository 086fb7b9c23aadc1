/** What a tool returns, before it is rendered: a value under documented names, and its page. */
export interface Outcome {
  readonly value: unknown;
  readonly page?: Page;
  /** Items of the whole list, or characters of the whole text, where the value is its beginning. */
  readonly total?: number;
  /** A sentence about what the value omits. */
  readonly notice?: string;
  /** What else the reader has to know of the value, and of what was done differently from what the call said. */
  readonly notices?: readonly string[];
  /** The file in which the whole result was saved. */
  readonly savedTo?: SavedFile;
}

export interface SavedFile {
  readonly path: string;
  readonly size_bytes: number;
}

export interface Page {
  readonly number: number;
  readonly size: number;
  readonly total_pages: number;
  readonly total_items: number;
  /** The page_num of the next page; null on the last page. */
  readonly next: number | null;
}

/** The progress of a long call, as a message and numbers that only increase. */
export interface Progress {
  readonly done: number;
  readonly total?: number;
  readonly message: string;
}

export type ReportProgress = (progress: Progress) => void;
