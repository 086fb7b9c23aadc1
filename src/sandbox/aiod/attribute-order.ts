import type { Attribute, Attributes } from '../../tools/aiod/attributes/attribute.ts';

/** The attributes as the platform orders them: its own columns first, then what it keeps elsewhere by name. */
export function attributesInOrder(attributes: Attributes): [string, Attribute][] {
  const entries = Object.entries(attributes);
  return [
    ...entries.filter(([, attribute]) => isColumn(attribute)),
    ...entries
      .filter(([, attribute]) => !isColumn(attribute))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ];
}

/** Whether the table of the kind holds the value itself. */
export function isColumn({ type, isList, taxonomy, enumeration, refersTo }: Attribute): boolean {
  return (
    type !== 'record' &&
    isList !== true &&
    taxonomy === undefined &&
    enumeration === undefined &&
    refersTo === undefined
  );
}
