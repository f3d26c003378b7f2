// ajv reports every branch of an `anyOf` or `oneOf` that failed, and then the keyword itself. Here they become what a
// person would say: one error for a place. Heuristic: of several branches, the one that looked deepest into the value
// was meant; what the others had to say is lost.
import type { ValidateError } from './check.ts';

/** Errors without the noise of combining keywords; `needsOneOf` (params.keys) and `onlyOneOf` are keywords of ours. */
export function collapse(errors: readonly ValidateError[]): readonly ValidateError[] {
  const kept: ValidateError[] = [];
  for (const error of errors) {
    switch (error.keyword) {
      case 'if':
        break; // The branch itself has its own errors.
      case 'anyOf':
      case 'oneOf':
        for (const merged of merge(error, take(kept, (other) => isBranchOf(error, other)))) kept.push(merged);
        break;
      case 'propertyNames': {
        const reasons = take(kept, (other) => other.propertyName === error.params['propertyName']);
        kept.push(...(reasons.length > 0 ? reasons.slice(0, 1) : [error]));
        break;
      }
      default:
        kept.push(error);
    }
  }
  return kept;
}

/** Removes and returns the errors at the end of the list that pass. */
function take(list: ValidateError[], passes: (error: ValidateError) => boolean): readonly ValidateError[] {
  const from = list.findLastIndex((error) => !passes(error)) + 1;
  return list.splice(from);
}

// A branch lies below the keyword in the schema, or is a `$ref` into another definition.
function isBranchOf(combiner: ValidateError, error: ValidateError): boolean {
  const { instancePath, schemaPath } = combiner;
  const isWithin = error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`);
  const isBelow = error.schemaPath.startsWith(`${schemaPath}/`);
  const definition = definitionOf(error);
  return isWithin && (isBelow || (definition !== undefined && definition !== definitionOf(combiner)));
}

function definitionOf({ schemaPath }: ValidateError): string | undefined {
  return /\/\$defs\/([^/]+)/.exec(schemaPath)?.[1];
}

function merge(combiner: ValidateError, branches: readonly ValidateError[]): readonly ValidateError[] {
  // With more than one branch that passed, what the others had to say is beside the point.
  const keys = requiredKeys(combiner);
  if (keys.length > 0) return [{ ...combiner, keyword: 'onlyOneOf', params: { keys } }];
  const deeper = branches.filter(({ instancePath }) => instancePath !== combiner.instancePath);
  if (deeper.length > 0) return byPlace(deeper).flatMap(mergePlace);
  return branches.length > 0 ? mergePlace(branches) : [combiner];
}

function byPlace(errors: readonly ValidateError[]): readonly (readonly ValidateError[])[] {
  const places = new Map<string, ValidateError[]>();
  for (const error of errors) {
    const place = places.get(error.instancePath);
    if (place === undefined) places.set(error.instancePath, [error]);
    else place.push(error);
  }
  return [...places.values()];
}

/** Alternatives for one value: a branch that failed by more than the type was nearer. */
function mergePlace(errors: readonly ValidateError[]): readonly ValidateError[] {
  const nearer = errors.filter(({ keyword }) => keyword !== 'type');
  const [first, ...rest] = nearer.length > 0 ? nearer : errors;
  if (first === undefined) return [];
  const all = [first, ...rest];
  const has = (...keywords: string[]) => all.every(({ keyword }) => keywords.includes(keyword));
  const params = (name: string) => [...new Set(all.flatMap((error) => error.params[name] ?? []))];
  if (has('type')) return [{ ...first, params: { type: params('type') } }];
  if (has('required') && rest.length > 0) return [{ ...first, keyword: 'needsOneOf', params: { keys: params('missingProperty') } }];
  if (has('enum', 'const')) {
    return [{ ...first, keyword: 'enum', params: { allowedValues: [...params('allowedValues'), ...params('allowedValue')] } }];
  }
  return [...new Map(all.map((error) => [error.keyword + JSON.stringify(error.params), error])).values()];
}

/** The keys by which the branches of a `oneOf` differ, when more than one branch passed. */
function requiredKeys({ params, parentSchema }: ValidateError): readonly string[] {
  const passing = (params['passingSchemas'] ?? []) as readonly number[];
  const branches = (parentSchema as { oneOf?: readonly { required?: readonly string[] }[] } | undefined)?.oneOf;
  return passing.flatMap((index) => branches?.[index]?.required ?? []);
}
