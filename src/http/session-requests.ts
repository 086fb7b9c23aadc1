import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
  type WebStandardStreamableHTTPServerTransport as SessionTransport,
} from '@modelcontextprotocol/server';

/** The requests of one session that have no response yet. */
export interface SessionRequests {
  readonly count: () => number;
  /** Responds to all of them with an error. */
  readonly fail: (message: string) => Promise<void>;
}

/** The requests of one POST, whose responses share a stream; revision 2025-03-26 allows several. */
interface Post {
  readonly open: Set<RequestId>;
  readonly cancelled: RequestId[];
}

/** The protocol leaves this code to servers. */
const SERVER_ERROR = -32000;

/**
 * Follows the requests of a connected transport. A request that was cancelled gets no response, and the
 * transport ends a stream only after the last response: so the stream of a cancelled request is ended here.
 */
export function followRequests(transport: SessionTransport, onSettled: () => void): SessionRequests {
  const postOf = new Map<RequestId, Post>();
  const posts = new WeakMap<object, Post>();
  const receive = transport.onmessage;
  const send = transport.send.bind(transport);

  function begin(id: RequestId, request: object): void {
    const post = posts.get(request) ?? { open: new Set(), cancelled: [] };
    posts.set(request, post);
    post.open.add(id);
    postOf.set(id, post);
  }

  function settle(id: RequestId, wasCancelled: boolean): void {
    const post = postOf.get(id);
    if (post === undefined) return;
    postOf.delete(id);
    post.open.delete(id);
    if (wasCancelled) post.cancelled.push(id);
    if (post.open.size === 0) endStream(post.cancelled);
    onSettled();
  }

  function endStream(cancelled: readonly RequestId[]): void {
    const [first] = cancelled;
    if (first === undefined) return;
    transport.closeSSEStream(first);
    // The transport keeps what it knows of a request until it is responded to. Without a stream these responses
    // go nowhere, which it would report as an error; it does so before the first `await`.
    const { onerror } = transport;
    delete transport.onerror;
    for (const id of cancelled) void send({ jsonrpc: '2.0', id, result: {} });
    if (onerror !== undefined) transport.onerror = onerror;
  }

  transport.onmessage = (message, extra) => {
    if (isJSONRPCRequest(message)) begin(message.id, extra?.request ?? message);
    receive?.(message, extra);
    const cancelled = cancelledRequest(message);
    if (cancelled !== undefined) settle(cancelled, true);
  };
  transport.send = async (message, options) => {
    try {
      await send(message, options);
    } finally {
      if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) {
        if (message.id !== undefined) settle(message.id, false);
      }
    }
  };

  return {
    count: () => postOf.size,
    fail: async (message) => {
      const error = { code: SERVER_ERROR, message };
      // A client that is gone gets none.
      await Promise.allSettled([...postOf.keys()].map((id) => transport.send({ jsonrpc: '2.0', id, error })));
    },
  };
}

function cancelledRequest(message: JSONRPCMessage): RequestId | undefined {
  if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return undefined;
  const id = message.params?.['requestId'];
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
