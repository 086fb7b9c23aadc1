import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { isObject } from '../../json.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Characters of an id that are looked at: all that was made here is much shorter. */
const MAX_ID_CHARS = 8_192;

/** How long a task can be asked for. The platform keeps its run much longer. */
export const TASK_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** All that a server has to know of a task. */
export interface SealedTask {
  /** The tool whose call was left. */
  readonly tool: string;
  /** From where the tool continues the call. */
  readonly point: unknown;
  /** When the call was left, in milliseconds since 1970. */
  readonly begun: number;
}

export interface TaskIds {
  /** The id of a task of this caller. */
  seal(task: SealedTask, caller: string): string;
  /** The task with the id; undefined for what was not made for this caller and platform, or has expired. */
  open(id: string, caller: string): SealedTask | undefined;
}

/**
 * Task ids that hold the task itself, sealed with AES-256-GCM. The caller and the platform are authenticated with
 * it: a forged id and one of somebody else fail at the same check, after the same work.
 *
 * @param key 32 bytes
 * @param platform where the runs are
 */
export function createTaskIds(key: Buffer, now: () => number, platform: string): TaskIds {
  const bindingOf = (caller: string) => Buffer.from(JSON.stringify(['task', platform, caller]));
  return {
    seal(task, caller) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(bindingOf(caller));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(task)), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },

    open(id, caller) {
      const bytes = Buffer.from(id.slice(0, MAX_ID_CHARS), 'base64url');
      // What is too short is padded, so that it costs the same and fails in the same way.
      const padded = Buffer.concat([
        bytes,
        Buffer.alloc(Math.max(0, NONCE_BYTES + TAG_BYTES - bytes.length)),
      ]);
      const decipher = createDecipheriv(CIPHER, key, padded.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(bindingOf(caller))
        .setAuthTag(padded.subarray(-TAG_BYTES));
      const text = decipher.update(padded.subarray(NONCE_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      const task: unknown = JSON.parse(text.toString());
      return isSealedTask(task) && now() < task.begun + TASK_LIFETIME_MS ? task : undefined;
    },
  };
}

function isSealedTask(value: unknown): value is SealedTask {
  return isObject(value) && typeof value['tool'] === 'string' && typeof value['begun'] === 'number';
}
