import { expect, it } from 'vitest';
import { read } from './sources.js';

interface LockedPackage {
  resolved?: string;
  link?: boolean;
  optional?: boolean;
  os?: string[];
  hasInstallScript?: boolean;
}

const { packages } = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, LockedPackage>;
};
const { allowScripts } = JSON.parse(read('package.json')) as {
  allowScripts: Record<string, boolean>;
};
const pathsOf = (chosen: (one: LockedPackage) => boolean) =>
  Object.keys(packages).filter((path) => chosen(packages[path]!));

it('decides about each package with an install script: npm warns of others', () => {
  const scripted = pathsOf((one) => one.hasInstallScript === true && !(one.optional && one.os));
  const names = scripted.map((path) => path.replace(/^.*node_modules\//, ''));
  expect(new Set(names)).toEqual(new Set(Object.keys(allowScripts)));
});

it('locks packages to no other registry than the default one', () => {
  const others = pathsOf(
    ({ link, resolved }) => !link && !/^https:\/\/registry\.npmjs\.org\/|^$/.test(resolved ?? ''),
  );
  expect(others).toEqual([]);
});
