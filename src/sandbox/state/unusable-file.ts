/** The sandbox cannot use a file that it was given; the message is one line for the user. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';

  constructor(path: string, reason: string) {
    super(`${path} ${reason}`);
  }
}
