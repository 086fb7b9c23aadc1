/** Answer shapes that several resources share. */
export const userShape = {
  id: 'int',
  name: 'text',
  username: 'text',
  initials: 'text',
  online: 'flag',
} as const;
