import { isObject } from '../../json.ts';
import type { AiodPlatform } from './aiod-platform.ts';

/** What stands for the sandbox's own address in stored links, since the next run may have another one. */
export const OWN_ADDRESS = 'sandbox:';

const STORAGE = '/storage/';

/** Distributions whose links lead to the sandbox as it is reached now. */
export function withReachableLinks({ origin }: AiodPlatform, distributions: unknown): unknown {
  return withLinks(distributions, (link) =>
    link.startsWith(OWN_ADDRESS + STORAGE) ? origin() + link.slice(OWN_ADDRESS.length) : link,
  );
}

/** Distributions as they are stored. */
export function withStorableLinks({ origin }: AiodPlatform, distributions: unknown): unknown {
  return withLinks(distributions, (link) => {
    // The sample data is stored before the server listens, and has its links in this form.
    if (link.startsWith(OWN_ADDRESS)) return link;
    return link.startsWith(origin() + STORAGE) ? OWN_ADDRESS + link.slice(origin().length) : link;
  });
}

function withLinks(distributions: unknown, change: (link: string) => string): unknown {
  if (!Array.isArray(distributions)) return distributions;
  return distributions.map((each) =>
    isObject(each) && typeof each['content_url'] === 'string'
      ? { ...each, content_url: change(each['content_url']) }
      : each,
  );
}
