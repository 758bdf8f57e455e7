import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkScript, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';

const PRICING = `/** Price without tax, in cents. */
export function netPrice(gross: number, rate: number): number {
  if (rate < 0) throw new Error('rate must not be negative');
  return Math.round(gross / (1 + rate));
}

/** Price with a discount in percent, in cents. */
export function discount(price: number, percent: number): number {
  if (percent > 100) throw new Error('percent must not exceed 100');
  return Math.round(price * (1 - percent / 100));
}

/** Days until a parcel arrives in a country, such as "de". */
export function shippingDays(country: string): number {
  return country === 'de' ? 1 : 5;
}
`;

export const task: Task = {
  prepare: (directory) => {
    writeFileSync(join(directory, 'pricing.ts'), PRICING);
  },
  async check(checks, directory) {
    const text = readFileSync(join(directory, 'pricing.ts'), 'utf8');
    checks.expect('The module is as it was', text === PRICING);
    checkScript(checks, directory);
    await checkUsers(checks, directory, async (session) => {
      for (const [tool, args, result] of [
        ['net_price', { gross: 119, rate: 0.19 }, '100'],
        ['discount', { price: 200, percent: 25 }, '150'],
        ['shipping_days', { country: 'fr' }, '5'],
      ] as const) {
        const answer = await session.call(tool, args);
        checks.expect(tool, answer.text.includes(result) && !answer.isError, answer);
      }
      const refusal = await session.call('net_price', { gross: 1, rate: -1 });
      const isTold = refusal.isError && refusal.text.includes('rate must not be negative');
      checks.expect('The model reads the error', isTold, refusal);
      const wrong = await session.call('discount', { price: 'x', percent: 1 });
      checks.expect(
        'A wrong argument is named',
        wrong.isError && wrong.text.includes('price'),
        wrong,
      );
    });
  },
};
