// What cannot change while ESLint goes over one file after the other: kept until the event loop turns, which an editor's does
// between two texts.

/** Gives what `make` gives for a key, made once in a turn. */
export function onceInTurn<T>(make: (key: string) => T): (key: string) => T {
  let made: Map<string, T> | undefined;
  return (key) => {
    if (made === undefined) {
      made = new Map();
      setImmediate(() => (made = undefined));
    }
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as T;
  };
}
