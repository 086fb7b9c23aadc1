import type { ServerContext } from '@modelcontextprotocol/server';
import type { Progress, ReportProgress } from '../tools/outcome.ts';

/** Tells the host how far a call has come, where it gave a token to tell it with. */
export function reporterFor({ mcpReq }: ServerContext, onError: (error: Error) => void): ReportProgress {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  let furthest = -1;
  return ({ done, total, message }: Progress) => {
    // The protocol wants progress that only grows, and none of a call that was cancelled.
    if (done <= furthest || mcpReq.signal.aborted) return;
    furthest = done;
    const params = { progressToken, progress: done, total, message };
    mcpReq.notify({ method: 'notifications/progress', params }).catch(onError);
  };
}
