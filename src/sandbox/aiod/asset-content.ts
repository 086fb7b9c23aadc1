import { AiodCrash, AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset } from './aiod-platform.ts';
import { withReachableLinks } from './stored-links.ts';

/**
 * The link of a distribution, exactly as it is stored. An index below zero counts from the end.
 *
 * @throws AiodError 400, 404 or 409
 */
export function contentLink(aiod: AiodPlatform, { metadata }: Asset, index: number | null): string {
  const distributions = withReachableLinks(aiod, metadata['distribution']) as {
    content_url: string | null;
  }[];
  if (distributions.length === 0) throw new AiodError(404, 'Distribution not found.');
  if (index === null && distributions.length > 1) {
    throw new AiodError(
      409,
      'Multiple distributions encountered. Use another endpoint indicating the distribution index `distribution_idx` at the end of the url for a specific distribution.',
    );
  }
  if (index !== null && index >= distributions.length) {
    throw new AiodError(400, 'Distribution index out of range.');
  }
  const distribution = distributions.at(index ?? 0);
  if (distribution === undefined) throw new AiodCrash();
  // A missing link becomes the name of Python's null.
  return distribution.content_url ?? 'None';
}
