import type { Bound } from '../../model/kind.js';
import type { ApiResource } from './spec.js';
import { filledPath } from './tool-case.js';

/** The URI that is read, and the path that is requested. */
export const resourceCase = ({ uri, request }: Bound<ApiResource, 'request'>) => ({
  uri: filledPath(uri, pathValue),
  path: filledPath(request.path, pathValue),
});

const pathValue = (name: string) => `a/b ${name}`;
