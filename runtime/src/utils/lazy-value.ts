/** A value that the first request makes. If that fails, the next request tries again. */
export class LazyValue<T> {
  /** The value that is made or was made, if any request has asked for it. */
  begun: Promise<T> | undefined;

  constructor(private readonly make: () => Promise<T>) {}

  get(): Promise<T> {
    this.begun ??= this.make().catch((error: unknown) => {
      this.begun = undefined;
      throw error;
    });
    return this.begun;
  }
}
