/** A file that was handed to the sandbox and that it cannot use: one line for the person who named it. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';

  constructor(path: string, fault: string) {
    super(`${path} ${fault}`);
  }
}
