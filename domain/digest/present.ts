/** Objects without the names that have no value: what JSON would make of them. */

/** @param object just made, nobody else's: it is changed */
export function present<Shape extends object>(object: Shape): Shape {
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) Reflect.deleteProperty(object, name);
  }
  return object;
}
