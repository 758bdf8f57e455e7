import { expect, it } from 'vitest';
import { type AuditRecord, recordCall } from '../../src/call/audit.js';
import { localPrincipal } from '../../src/identity/principal.js';

it.each([
  ['a pair at the end', `${'x'.repeat(199)}😀`, 'x'.repeat(199)],
  ['half a pair', 'a\ud800b', 'a\ufffdb'],
])('values are text that databases take: %s', (_, title, kept) => {
  const records: AuditRecord[] = [];
  const subject = {
    provider: 'small',
    kind: 'tool',
    name: 'add',
    principal: localPrincipal(),
    isReadOnly: false,
    policy: undefined,
    incoming: () => ({ id: 1, meta: {}, header: () => undefined }),
    args: { title },
    audited: ['title'],
  } as const;
  recordCall(
    (record) => void records.push(record),
    subject,
    { request: 'r', outcome: 'ok', ms: 1 },
    new Set(),
  );
  expect(records[0]?.args).toEqual({ title: kept });
});
