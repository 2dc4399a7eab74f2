/** Stands in for `domhandler` and `domutils` in bundles: mails are read as they are parsed, without a tree. */
export class DomHandler {
  constructor() {
    throw new Error("document trees are left out of the bundle");
  }
}

export function getFeed(): never {
  throw new Error("document trees are left out of the bundle");
}
