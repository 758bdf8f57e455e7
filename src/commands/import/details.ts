export { importOptions as options } from '../../updates/options.js';
