export * from '../../runtime/src/provider/client-limits.js';
