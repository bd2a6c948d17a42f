import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import {
  LogSourceLink,
  parseLogSourceRef,
} from 'backstage-plugin-panther-common';
import { useId, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pantherApiRef } from '../../api';
import { useLogSourceSearch } from '../../hooks/useLogSourceSearch';
import { withTimeLimit } from '../../withTimeLimit';
import { WriteError } from '../WriteError';
import { AnnotationInstead } from './AnnotationInstead';
import { SearchResults } from './SearchResults';

/** What the backend takes at most. */
const MAX_TEXT_LENGTH = 200;

const useStyles = makeStyles(
  theme => ({
    content: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      // In a low window, the whole scrolls.
      '& > *': { flexShrink: 0 },
    },
    error: {
      padding: theme.spacing(1, 3),
    },
  }),
  { name: 'PantherLinkLogSourceDialog' },
);

/** Finds a log source and links it to an entity in the portal, or tells how to do so in the code. */
export function LinkLogSourceDialog(props: {
  entity: Entity;
  links: LogSourceLink[];
  onClose: () => void;
  onLinked: () => void;
}) {
  const { entity, links, onClose, onLinked } = props;
  const pantherApi = useApi(pantherApiRef);
  const [text, setText] = useState('');
  const [chosenRef, setChosenRef] = useState<string>();
  const search = useLogSourceSearch(text, { permittedTo: 'update' });
  const titleId = useId();
  const searchId = useId();
  const classes = useStyles();

  const linkedRefs = links.map(({ logSourceRef }) => logSourceRef);
  // What is not among the results any more must not be linked unseen.
  const chosen = search.page?.items
    .map(({ logSource }) => logSource)
    .find(({ ref }) => ref === chosenRef && !linkedRefs.includes(ref));

  const [linking, link] = useAsyncFn(
    async (ref: string) => {
      await withTimeLimit(signal =>
        pantherApi.linkLogSource(
          parseEntityRef(stringifyEntityRef(entity)),
          parseLogSourceRef(ref),
          { signal },
        ),
      );
      onLinked();
    },
    [pantherApi, entity, onLinked],
  );

  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      aria-labelledby={titleId}
      onClose={linking.loading ? undefined : onClose}
    >
      <DialogTitle id={titleId}>
        Link a log source to {entity.metadata.title ?? entity.metadata.name}
      </DialogTitle>
      <DialogContent className={classes.content}>
        <TextField
          // Who opens a dialog wants to go on in it, unlike who opens a page.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          id={searchId}
          type="search"
          variant="outlined"
          label="Search log sources"
          helperText="Those that you may change, by name, id, type, bucket or log type"
          inputProps={{ maxLength: MAX_TEXT_LENGTH }}
          disabled={linking.loading}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <SearchResults
          {...search}
          text={text.trim()}
          linkedRefs={linkedRefs}
          chosenRef={chosen?.ref}
          disabled={linking.loading}
          onChoose={setChosenRef}
        />
        {chosen && (
          <AnnotationInstead entity={entity} links={links} logSource={chosen} />
        )}
      </DialogContent>
      {linking.error && !linking.loading && (
        // Not in the content, which may be scrolled to where nobody would see it.
        <div className={classes.error}>
          <WriteError
            title="The log source could not be linked"
            error={linking.error}
          />
        </div>
      )}
      <DialogActions>
        <Button disabled={linking.loading} onClick={onClose}>
          Cancel
        </Button>
        <Button
          color="primary"
          variant="contained"
          disabled={!chosen || linking.loading}
          onClick={() => chosen && link(chosen.ref)}
        >
          {linking.loading ? 'Linking' : 'Link'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
