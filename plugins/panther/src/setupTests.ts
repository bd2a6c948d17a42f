import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole portal page may take seconds to render where other tests run beside it.
configure({ asyncUtilTimeout: 10_000 });

// Pages scroll to their top when they open, which jsdom cannot do.
window.scrollTo = () => {};
