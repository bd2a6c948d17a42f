import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole portal page may take seconds to render where other tests run beside it.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
