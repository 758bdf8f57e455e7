import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { complaints } from '../codegen/support/compile.js';
import { withFeatures } from './rendered.js';

interface Manifest {
  apiVersion: string;
  kind: string;
}

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'deploy.md'), 'utf8');
const [, yaml = ''] = /## Kubernetes[^]*?```yaml\n([^]*?)```/.exec(page) ?? [];
const manifests = parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);

/** `networking.k8s.io/v1` → `networking/v1`; the core group has no name. */
const moduleOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.replace('.k8s.io', '') : `core/${apiVersion}`;

/** An object literal of Kubernetes' own type: of a literal, TypeScript reports unknown keys, too. */
const typed = (manifest: Manifest) => `
  import type { ${manifest.kind} } from 'kubernetes-types/${moduleOf(manifest.apiVersion)}';
  export const manifest: ${manifest.kind} = ${JSON.stringify(manifest)};`;

it('has valid manifests', () => {
  expect(manifests.map(({ kind }) => kind)).toEqual([
    'Deployment',
    'Service',
    'PodDisruptionBudget',
    'Ingress',
  ]);
  expect(complaints(manifests.map(typed))).toEqual([]);
});

it('has one time limit in the other: hook, calls, the rest, then the end of the pod', () => {
  const [, hook] = /preStop: .*sleep, '(\d+)'/.exec(yaml) ?? [];
  const [, grace] = /MCP_GRACE_SECONDS, value: '(\d+)'/.exec(yaml) ?? [];
  const [, pod] = /terminationGracePeriodSeconds: (\d+)/.exec(yaml) ?? [];
  expect(Number(hook) + Number(grace) + 10).toBeLessThanOrEqual(Number(pod));
});

it('runs the image as it is: its init, its command, and the port that it listens on', async () => {
  const dockerfile = (await withFeatures('media')).text('Dockerfile');
  const [, exposed] = /^EXPOSE (\d+)$/m.exec(dockerfile) ?? [];
  expect(yaml).toContain(`containerPort: ${exposed} }`);
  expect(yaml).not.toMatch(/^ {10}(command|args):/m);
});

it('notices wrong types, unknown keys and missing keys', () => {
  const text = JSON.stringify(manifests[0]);
  const wrong = [
    text.replace('"replicas":2', '"replicas":"2"'),
    text.replace('"livenessProbe"', '"livenesProbe"'),
    text.replace('"maxSkew":1,', ''),
  ];
  const found = complaints(wrong.map((each) => typed(JSON.parse(each) as Manifest)));
  expect(found.map((each) => each.split('\n')[0])).toEqual([
    "Type 'string' is not assignable to type 'number'.",
    expect.stringContaining(`'"livenesProbe"' does not exist in type 'Container'`),
    expect.stringContaining("Property 'maxSkew' is missing"),
  ]);
});

it('has services of Docker Compose that reach each other, and a Redis that loses no job', () => {
  const [, source = ''] = /## Docker Compose[^]*?```yaml\n([^]*?)```/.exec(page) ?? [];
  const { services, volumes } = parse(source) as {
    services: Record<string, Record<'command' | 'image', string> & { volumes?: string[] }>;
    volumes: Record<string, unknown>;
  };
  const named = source.match(/(?<=redis:\/\/|--to )[\w-]+|(?<=depends_on: [{[] ?)[\w-]+/g) ?? [];
  expect(named.length).toBe(4);
  for (const name of named) expect(services).toHaveProperty([name]);
  const used = Object.values(services).flatMap((service) => service.volumes ?? []);
  expect(used.map((each) => each.split(':')[0])).toEqual(Object.keys(volumes));
  expect(services.redis?.command).toContain('--appendonly yes --maxmemory-policy noeviction');
});
