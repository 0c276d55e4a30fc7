import { configure } from '@testing-library/react';
import '@testing-library/jest-dom';

// Parts of a page are loaded later, which takes a while on a machine that has
// much to do.
configure({ asyncUtilTimeout: 4_000 });
