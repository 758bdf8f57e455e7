import type { KindOptions } from '../../model/kind.js';

export default {
  label: 'Own code: calculations, hardware or local programs',
  spec: { settings: [] },
} satisfies KindOptions;
