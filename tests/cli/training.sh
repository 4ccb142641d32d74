# The corpus of data/training/ keeps to the gold format.
. tests/cli/lib.sh
expect 'the training corpus is well formed' 0 python3 tools/check-training
says ', 0 faults$'
finish
