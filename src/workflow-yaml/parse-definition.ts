import { isObject } from '../json.ts';
import { nearestMatch } from '../suggest.ts';
import { ACTIONS, ENGINE_COMMANDS } from './actions.ts';
import { type Problem, readYaml } from './read-yaml.ts';

/** A task that follows another one. */
export interface Follower {
  readonly task: string;
  /** Whether it follows only under a condition. */
  readonly isConditional: boolean;
}

export const LINKS = ['on-success', 'on-error', 'on-complete'] as const;
type Link = (typeof LINKS)[number];

export interface WorkflowTask {
  readonly name: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly followers: Readonly<Record<Link, readonly Follower[]>>;
  readonly requires: readonly string[];
  /** How many of the tasks before it must have ended: all, or so many. Null: it runs after each of them. */
  readonly join: 'all' | number | null;
}

/** The definition of a Civis workflow. */
export interface WorkflowDefinition {
  /** reverse: tasks name the tasks that they require. */
  readonly type: 'direct' | 'reverse';
  readonly tasks: readonly WorkflowTask[];
}

export interface ParsedDefinition {
  /** Null if it is so wrong that there are no tasks. */
  readonly definition: WorkflowDefinition | null;
  /** Everything that is wrong with it, in the order of its lines. */
  readonly problems: readonly Problem[];
}

/** Reads and checks the YAML of a Civis workflow. */
export function parseDefinition(text: string): ParsedDefinition {
  const { value, problems: unread, lineOf } = readYaml(text);
  if (unread.length > 0) return { definition: null, problems: unread };
  const problems: Problem[] = [];
  const report = (path: readonly string[], message: string) => problems.push({ line: lineOf(path), message });
  const finish = (definition: WorkflowDefinition | null): ParsedDefinition => ({
    definition,
    problems: problems.toSorted((one, other) => one.line - other.line),
  });
  if (!isObject(value)) {
    report([], 'the definition must be a mapping with version and workflow');
    return finish(null);
  }
  if (String(value['version']) !== '2.0' && value['version'] !== 2)
    report(['version'], "version is required and must be '2.0'");
  const [name, ...others] = Object.keys(value).filter((key) => key !== 'version');
  const body = name === undefined ? undefined : value[name];
  if (name === undefined || !isObject(body)) {
    report(name === undefined ? [] : [name], 'workflow is required and must be a mapping with tasks');
    return finish(null);
  }
  for (const other of others)
    report([other], `unexpected ${quote(other)} in addition to version and ${name}`);
  const { type = 'direct', tasks: given } = body;
  if (type !== 'direct' && type !== 'reverse') report([name, 'type'], 'type must be direct or reverse');
  if (!isObject(given) || Object.keys(given).length === 0) {
    report([name, 'tasks'], 'tasks is required and must name at least one task');
    return finish(null);
  }
  const path = (...steps: string[]) => [name, 'tasks', ...steps];
  const tasks = Object.entries(given).map(([task, settings]) => {
    const inTask = (steps: readonly string[], message: string) =>
      report(path(task, ...steps), `task ${quote(task)}: ${message}`);
    return readTask(task, settings, inTask);
  });
  const definition = { type: type === 'reverse' ? type : 'direct', tasks } as const;
  checkReferences(definition, (task, step, message) =>
    report(path(task, step), `task ${quote(task)}: ${message}`),
  );
  const circle = findCircle(definition);
  if (circle !== undefined)
    report(path(circle[0] ?? ''), `tasks follow each other in a circle: ${circle.map(quote).join(' → ')}`);
  return finish(definition);
}

type Report = (steps: readonly string[], message: string) => void;

function readTask(name: string, settings: unknown, report: Report): WorkflowTask {
  const task = isObject(settings) ? settings : {};
  if (!isObject(settings)) report([], 'must be a mapping with an action');
  if (ENGINE_COMMANDS.includes(name)) report([], 'the name is reserved');
  const { action, input = {}, join, requires } = task;
  if (isObject(settings)) checkAction(action, input, report);
  if (join !== undefined && join !== 'all' && !isCount(join))
    report(['join'], 'join must be all or a number from 1');
  const followersOf = (link: Link) =>
    readFollowers(task[link], () => report([link], `${link} must be a list of task names`));
  return {
    name,
    action: typeof action === 'string' ? action : '',
    input: isObject(input) ? input : {},
    followers: {
      'on-success': followersOf('on-success'),
      'on-error': followersOf('on-error'),
      'on-complete': followersOf('on-complete'),
    },
    requires: readFollowers(requires, () =>
      report(['requires'], 'requires must be a list of task names'),
    ).map(({ task: required }) => required),
    join: join === 'all' || isCount(join) ? join : null,
  };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}

function checkAction(action: unknown, input: unknown, report: Report): void {
  if (typeof action !== 'string') {
    report([], 'action is required (text)');
    return;
  }
  const required = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (required === undefined) {
    const names = Object.keys(ACTIONS);
    const near = nearestMatch(action, names);
    const instead = near === undefined ? `allowed: ${names.join(', ')}` : `did you mean ${near}?`;
    report(['action'], `unknown action ${quote(action)}; ${instead}`);
    return;
  }
  if (!isObject(input)) {
    report(['input'], 'input must be a mapping');
    return;
  }
  const missing = required.filter((name) => input[name] === undefined || input[name] === null);
  if (missing.length > 0) report(['input'], `${action} requires input ${missing.join(', ')}`);
}

/** `[a, {b: <% condition %>}]`, a single name, or either under `next`. */
function readFollowers(value: unknown, refuse: () => void): Follower[] {
  const given = isObject(value) && 'next' in value ? value['next'] : value;
  if (given === undefined || given === null) return [];
  const listed: unknown[] = Array.isArray(given) ? given : [given];
  return listed.flatMap((each): Follower[] => {
    if (typeof each === 'string' || typeof each === 'number')
      return [{ task: String(each), isConditional: false }];
    if (isObject(each)) return Object.keys(each).map((task) => ({ task, isConditional: true }));
    refuse();
    return [];
  });
}

function checkReferences(
  { type, tasks }: WorkflowDefinition,
  report: (task: string, step: string, message: string) => void,
): void {
  const names = tasks.map(({ name }) => name);
  const refuseUnknown = (task: string, step: string, named: string) => {
    const near = nearestMatch(named, names);
    const instead = near === undefined ? `tasks: ${names.slice(0, 20).join(', ')}` : `did you mean ${near}?`;
    report(task, step, `${step} names unknown task ${quote(named)}; ${instead}`);
  };
  for (const { name, followers, requires, join } of tasks) {
    for (const link of LINKS) {
      for (const { task } of followers[link]) {
        if (!names.includes(task) && !ENGINE_COMMANDS.includes(task)) refuseUnknown(name, link, task);
      }
      if (type === 'reverse' && followers[link].length > 0)
        report(name, link, `${link} is for workflows of type direct; use requires`);
    }
    for (const required of requires) if (!names.includes(required)) refuseUnknown(name, 'requires', required);
    if (type === 'direct' && requires.length > 0)
      report(
        name,
        'requires',
        'requires is for workflows of type reverse; use on-success in the task before',
      );
    const before = tasks.filter((task) => precedes(task, name)).length;
    if (join !== null && before === 0)
      report(name, 'join', 'join waits for tasks before, but no task leads to it');
    if (typeof join === 'number' && join > before && before > 0)
      report(name, 'join', `join waits for ${join} tasks, but ${before} lead to it`);
  }
}

/** Whether a task names another one as its follower. */
export function precedes({ followers }: WorkflowTask, name: string): boolean {
  return LINKS.some((link) => followers[link].some(({ task }) => task === name));
}

/** Names of tasks that lead from one to itself. A condition may end such a loop, so that it is allowed. */
function findCircle({ tasks }: WorkflowDefinition): string[] | undefined {
  const next = new Map(
    tasks.map(({ name, followers, requires }) => [
      name,
      [
        ...requires,
        ...LINKS.flatMap((link) =>
          followers[link].filter((each) => !each.isConditional).map(({ task }) => task),
        ),
      ],
    ]),
  );
  const done = new Set<string>();
  for (const start of next.keys()) {
    const trail: string[] = [];
    const steps: string[][] = [[start]];
    while (steps.length > 0) {
      const name = steps.at(-1)?.shift();
      if (name === undefined) {
        steps.pop();
        const left = trail.pop();
        if (left !== undefined) done.add(left);
        continue;
      }
      const from = trail.indexOf(name);
      if (from !== -1) return [...trail.slice(from), name];
      if (done.has(name)) continue;
      trail.push(name);
      steps.push([...(next.get(name) ?? [])]);
    }
  }
  return undefined;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
