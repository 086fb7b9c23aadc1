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

/** Whether another call can bring back what a call takes away. */
export type LossGrade = 'undoable' | 'irreversible';

const EFFECT_CONSEQUENCES: Readonly<
  Record<Effect, { readonly loses: LossGrade | null; readonly idempotent: boolean }>
> = {
  read: { loses: null, idempotent: true },
  create: { loses: null, idempotent: false },
  update: { loses: null, idempotent: true },
  replace: { loses: 'irreversible', idempotent: true },
  delete: { loses: 'irreversible', idempotent: true },
  share: { loses: null, idempotent: true },
  run: { loses: null, idempotent: false },
  cancel: { loses: 'undoable', idempotent: true },
  archive: { loses: 'undoable', idempotent: true },
};

/** What the effect takes away as such, whatever the arguments are; null if nothing. */
export function lossGradeOf(effect: Effect): LossGrade | null {
  return EFFECT_CONSEQUENCES[effect].loses;
}

/** Whether the effect removes something that the same tool cannot restore. */
export function isDestructive(effect: Effect): boolean {
  return lossGradeOf(effect) !== null;
}

/** The hints of a tool that has one of these effects, depending on its arguments: the strictest of each. */
export function hintsOf(...effects: readonly Effect[]): Hints {
  return {
    readOnlyHint: effects.every((effect) => effect === 'read'),
    destructiveHint: effects.some(isDestructive),
    idempotentHint: effects.every((effect) => EFFECT_CONSEQUENCES[effect].idempotent),
    openWorldHint: true,
  };
}
