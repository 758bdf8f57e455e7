import type { Place, TextFile } from '../../../model/project.js';
import { COVERS_ENVIRONMENT } from './environment-line.js';

const HOLDS_CREDENTIALS =
  /^\.?(?:[\w./-]*\/)?\.?(?:credentials?|tokens?|secrets?|client_secret|service[-_]account)[\w.-]*\.json$|\.(?:pem|key|p12|pfx|sealed)$/i;
const TEMPLATE = /example|sample|template|dist|defaults?|tests?|fixtures?|public|\.pub\b/i;
/** Certificates without their keys: `ca.pem`, `certs/global-bundle.pem` */
const CERTIFICATES = /(^|[/._-])(ca|root|certs?|certificates?|(full)?chain|bundle)\.pem$/i;
const ENVIRONMENT = /(^|\/)\.env(\*|\.[^/]+)?$/;

/** A path, or a pattern for paths, and where it is named. */
export interface Kept {
  at: Place;
  path: string;
}

/** A file with a name that tells that it holds credentials; ".env" is none of them. */
export const holdsCredentials = (path: string): boolean =>
  HOLDS_CREDENTIALS.test(path) && !TEMPLATE.test(path) && !CERTIFICATES.test(path);

/** The same, or ".env", or what the server reads beside it. */
export const isCredentialFile = (path: string): boolean =>
  (ENVIRONMENT.test(path) && !TEMPLATE.test(path)) || holdsCredentials(path);

/** Lines that bring back a file with credentials, such as `!.env.production`. */
export const exceptions = (ignoring: TextFile): Kept[] =>
  Array.from(ignoring.text.matchAll(/^!\/?([^\s?[\]]+)[ \t]*$/gm)).flatMap(
    ({ 0: { length }, 1: path = '', index }) =>
      isCredentialFile(path) || COVERS_ENVIRONMENT.test(path)
        ? [{ at: ignoring.at({ start: index, end: index + length }), path }]
        : [],
  );
