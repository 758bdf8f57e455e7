import { expect, it } from 'vitest';
import { keysOf as keysOfRuntime } from '../../../runtime/src/api/dotted-path.js';
import { keysOf } from '../../../src/model/dotted-path.js';

it.each(['a', 'a.b', '@odata.nextLink', 'a@odata.count.b', '@microsoft.graph.url', 'a.@attr.b'])(
  'reads %s as the runtime does',
  (path) => {
    expect(keysOf(path)).toEqual(keysOfRuntime(path));
  },
);
