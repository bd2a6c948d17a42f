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
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import {
  LogSourceLink,
  parseLogSourceRef,
} from 'backstage-plugin-panther-common';
import { useId } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pantherApiRef } from '../../api';
import { describeEvidence } from '../../describeEvidence';
import { nameOfLink } from '../../nameOfLink';
import { withTimeLimit } from '../../withTimeLimit';
import { WriteError } from '../WriteError';

/** Takes back a link that was made in the portal, once the user has confirmed it. */
export function UnlinkLogSourceDialog(props: {
  entity: Entity;
  link: LogSourceLink;
  logSourceRef: string;
  onClose: () => void;
  onUnlinked: () => void;
}) {
  const { entity, link, logSourceRef, onClose, onUnlinked } = props;
  const pantherApi = useApi(pantherApiRef);
  const titleId = useId();
  const textId = useId();
  const name = nameOfLink(link);
  const evidence = describeEvidence(link);

  const [unlinking, unlink] = useAsyncFn(async () => {
    await withTimeLimit(signal =>
      pantherApi.unlinkLogSource(
        parseEntityRef(stringifyEntityRef(entity)),
        parseLogSourceRef(logSourceRef),
        { signal },
      ),
    );
    onUnlinked();
  }, [pantherApi, entity, logSourceRef, onUnlinked]);

  return (
    <Dialog
      open
      aria-labelledby={titleId}
      aria-describedby={textId}
      onClose={unlinking.loading ? undefined : onClose}
    >
      <DialogTitle id={titleId}>Unlink {name}?</DialogTitle>
      <DialogContent>
        <DialogContentText id={textId} color="textPrimary">
          This takes back the link that was made in the portal; the log source
          itself stays as it is.
          {evidence &&
            ` The link by ${evidence} stays, until the catalog file is changed.`}
        </DialogContentText>
        {unlinking.error && !unlinking.loading && (
          <WriteError
            title="The log source could not be unlinked"
            error={unlinking.error}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button disabled={unlinking.loading} onClick={onClose}>
          Cancel
        </Button>
        <Button
          color="primary"
          variant="contained"
          disabled={unlinking.loading}
          onClick={unlink}
        >
          {unlinking.loading ? 'Unlinking' : 'Unlink'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
