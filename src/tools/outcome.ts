/** What a tool returns, before it is rendered: a value under documented names, and its page. */
export interface Outcome {
  readonly value: unknown;
  readonly page?: Page;
  /** A sentence for the reader about what the value leaves out. */
  readonly notice?: string;
}

export interface Page {
  readonly number: number;
  readonly size: number;
  readonly total_pages: number;
  readonly total_items: number;
  /** The page_num of the next page; null on the last page. */
  readonly next: number | null;
}

/** How far a long call has come, in words and numbers that only grow. */
export interface Progress {
  readonly done: number;
  readonly total?: number;
  readonly message: string;
}

export type ReportProgress = (progress: Progress) => void;
