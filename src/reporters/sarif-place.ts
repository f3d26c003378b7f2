// Where something is, in the words of SARIF.
import type { ArtifactLocation, PhysicalLocation, Region } from 'sarif';

/** What all paths are relative to; where that is on a machine nobody needs to know. */
export const ROOT_ID = '%SRCROOT%';

export function placeOf(path: string, region?: Region): PhysicalLocation {
  return { artifactLocation: artifact(path), ...(region && { region }) };
}

function artifact(path: string): ArtifactLocation {
  return { uri: relativeUri(path), uriBaseId: ROOT_ID };
}

/** A path as a relative reference (RFC 3986): a `:` must not make a scheme of its first part, nor a `?` a query. */
function relativeUri(path: string): string {
  // encodeURIComponent throws on a lone surrogate, which Windows file names can hold.
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\ufffd');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}
