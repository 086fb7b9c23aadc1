import type { PendingFile } from '../filesystem/file-access.ts';
import type { Outcome } from '../tools/outcome.ts';
import type { Shape } from '../tools/shape.ts';
import { createHiddenFields, hiddenNotices, type Saving } from './hidden-fields.ts';
import type { Presenter } from './present.ts';
import { saveResult } from './save-result.ts';

export interface Delivery {
  readonly presenter: Presenter;
  /** Characters that can be shown. */
  readonly maxChars: number;
  /** Where the whole result goes; null if the call does not save it. */
  readonly file: PendingFile | null;
  readonly saving: Saving;
}

/** What came back, presented by one rule or another. */
export type PresentWith = (
  present: (shape: Shape, value: unknown) => unknown,
  maxChars: number,
) => Promise<Outcome>;

/** The result as its caller may see it: with a notice on what is hidden, and saved whole where that was asked for. */
export async function deliver(
  presentWith: PresentWith,
  { presenter, maxChars, file, saving }: Delivery,
): Promise<Outcome> {
  const saved =
    file === null
      ? {}
      : await saveResult(file, (await presentWith(presenter.revealed, Number.POSITIVE_INFINITY)).value);
  const hidden = createHiddenFields();
  const outcome = await presentWith((shape, value) => presenter.response(shape, value, hidden), maxChars);
  const ways = { isSaved: saved.savedTo !== undefined, saving };
  const notices = [...(outcome.notices ?? []), ...(saved.notices ?? []), ...hiddenNotices(hidden, ways)];
  return { ...outcome, ...saved, notices };
}
