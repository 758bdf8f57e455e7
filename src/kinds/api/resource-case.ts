import type { ApiResource } from './spec.js';
import { filledPath } from './tool-case.js';

/** To do where the resource does not send a request. */
export const resourceCase = ({ uri, request }: ApiResource) =>
  request
    ? { uri: filledPath(uri, pathValue), path: filledPath(request.path, pathValue) }
    : { todo: true };

const pathValue = (name: string) => `a/b ${name}`;
