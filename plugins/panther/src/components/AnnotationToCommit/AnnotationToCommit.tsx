import { ANNOTATION_EDIT_URL, Entity } from '@backstage/catalog-model';
import { CopyTextButton, Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { annotationSnippet } from './annotationSnippet';

const useStyles = makeStyles(
  theme => ({
    snippet: {
      display: 'flex',
      alignItems: 'flex-start',
      justifyContent: 'space-between',
      maxWidth: '80ch',
      margin: theme.spacing(2, 0),
      padding: theme.spacing(2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    code: {
      margin: 0,
      fontFamily: 'monospace',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'PantherAnnotationToCommit' },
);

/** What to commit so that the log sources with these refs are linked, ready to copy, and where. */
export function AnnotationToCommit(props: { entity: Entity; refs: string[] }) {
  const { entity, refs } = props;
  const classes = useStyles();
  const snippet = annotationSnippet(entity, refs);
  const editUrl = entity.metadata.annotations?.[ANNOTATION_EDIT_URL];
  return (
    <>
      <div className={classes.snippet}>
        <pre className={classes.code}>{snippet}</pre>
        <CopyTextButton
          text={snippet}
          tooltipText="Copied"
          variant="tertiary"
          aria-label="Copy the annotation"
        />
      </div>
      {editUrl && (
        <Typography>
          <Link to={editUrl}>Edit the catalog file</Link>
        </Typography>
      )}
    </>
  );
}
