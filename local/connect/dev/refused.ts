/** What a development route does not do: a status of HTTP, and why. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly status: 400 | 404 | 409;
  constructor(status: RefusedError["status"], text: string) {
    super(text);
    this.status = status;
  }
}
