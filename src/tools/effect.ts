/** What a call does to the platform. Every MCP hint and every policy decision derives from it. */
export type Effect = (typeof EFFECTS)[number];

export const EFFECTS = [
  'read',
  'create',
  'update',
  'replace',
  'delete',
  'share',
  'run',
  'cancel',
  'archive',
] as const;

export interface Hints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: true;
}

const EFFECT_CONSEQUENCES: Readonly<
  Record<Effect, { readonly destructive: boolean; readonly idempotent: boolean }>
> = {
  read: { destructive: false, idempotent: true },
  create: { destructive: false, idempotent: false },
  update: { destructive: false, idempotent: true },
  replace: { destructive: true, idempotent: true },
  delete: { destructive: true, idempotent: true },
  share: { destructive: false, idempotent: true },
  run: { destructive: false, idempotent: false },
  cancel: { destructive: true, idempotent: true },
  archive: { destructive: true, idempotent: true },
};

/** Whether the effect removes something that the same tool cannot restore. */
export function isDestructive(effect: Effect): boolean {
  return EFFECT_CONSEQUENCES[effect].destructive;
}

export function hintsOf(effect: Effect): Hints {
  return {
    readOnlyHint: effect === 'read',
    destructiveHint: EFFECT_CONSEQUENCES[effect].destructive,
    idempotentHint: EFFECT_CONSEQUENCES[effect].idempotent,
    openWorldHint: true,
  };
}
