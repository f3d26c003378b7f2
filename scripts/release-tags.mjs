// The tags of a release, and where the documentation names them.

/** `v1.2.3`, which never moves, and `v1`, which each release of the major version moves to itself: `v0` before 1.0.0. */
export function releaseTags(version) {
  return { fixed: `v${version}`, moving: `v${version.split('.')[0]}` };
}

/** A page with the tags of a version: of workflows the moving one, of the pre-commit framework the fixed one, for that keeps what it has cloned. */
export function nameTags(page, version) {
  const { fixed, moving } = releaseTags(version);
  return page.replace(/(\bleaklint\/leaklint@)[\w.-]+/g, `$1${moving}`).replace(/(github\.com\/leaklint\/leaklint\n +rev: )\S+/g, `$1${fixed}`);
}
